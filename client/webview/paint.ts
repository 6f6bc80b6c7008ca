/** When the page has drawn: what nobody waits for comes behind what somebody does. */

/** Resolves behind the next frame; of a page that is hidden, when it is seen again. */
export const painted = (): Promise<void> => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
