/** When the page has drawn: what nobody waits for comes behind what somebody does. */

/**
 * Resolves behind the next frame; of a page that is hidden, when it is seen again. The timer waits for no length of time: a frame's
 * callbacks run before it is painted, and a task behind them runs once it is.
 */
export const painted = (): Promise<void> => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
