/**
 * The page of the panel. Invariant: nothing runs in it but the one bundle, named by a nonce, and nothing is loaded from
 * anywhere but the extension: log lines are hostile text, and a slip in showing them must stay without effect.
 */
export interface PageSources {
  /** Uris as the page must name them. */
  readonly script: string;
  readonly style: string;
  /** Origin that the style sheet may come from. */
  readonly origin: string;
  readonly nonce: string;
}

export function page({ script, style, origin, nonce }: PageSources): string {
  const policy = `default-src 'none'; style-src ${origin}; script-src 'nonce-${nonce}'`;
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <link rel="stylesheet" href="${style}">
    <title>Mangrove</title>
  </head>
  <body>
    <mangrove-panel></mangrove-panel>
    <script type="module" nonce="${nonce}" src="${script}"></script>
  </body>
</html>
`;
}
