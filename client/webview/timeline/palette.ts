/** The colours of the theme as a canvas takes them. Invariant: read from the styles, so that there are none of our own. */
export interface Palette {
  readonly fg: string;
  readonly bg: string;
  readonly dim: string;
  readonly mid: string;
  readonly faint: string;
  readonly wash: string;
  readonly progress: string;
  /** By the number of bars. */
  readonly severities: readonly string[];
  readonly font: string;
}

const NAMES = {
  fg: "--fg",
  bg: "--bg",
  dim: "--dim",
  mid: "--mid",
  faint: "--faint",
  wash: "--wash",
  progress: "--vscode-progressBar-background",
};

export function readPalette(host: HTMLElement): Palette {
  const probe = document.createElement("i");
  host.append(probe);
  const colour = (name: string): string => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  };
  const named = Object.fromEntries(Object.entries(NAMES).map(([key, name]) => [key, colour(name)]));
  const severities = ["--mid", "--severity1", "--severity2", "--severity3", "--severity4"].map(colour);
  const font = `11px ${getComputedStyle(host).fontFamily}`;
  probe.remove();
  return { ...(named as Record<keyof typeof NAMES, string>), severities, font };
}
