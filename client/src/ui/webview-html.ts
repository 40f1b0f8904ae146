// The frame of every page: a content policy that lets nothing in but our own script, style sheet and icons.

export interface PageFrame {
  readonly title: string;
  /** What VS Code serves our files from. */
  readonly policySource: string;
  /** New for each page, so that no other script runs. */
  readonly nonce: string;
  readonly script: string;
  readonly style: string;
}

/** Images may be `data:` too, since answers of models can be pictures. Styles are set through the DOM, never as an attribute's text. */
export function pageHtml({ title, policySource, nonce, script, style }: PageFrame): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${policySource}`,
    `font-src ${policySource}`,
    `img-src ${policySource} data:`,
  ].join("; ");
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${escape(policy)}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <link rel="stylesheet" href="${escape(style)}" />
    <title>${escape(title)}</title>
  </head>
  <body>
    <main id="page"></main>
    <script nonce="${escape(nonce)}" src="${escape(script)}"></script>
  </body>
</html>
`;
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, character => `&#${character.charCodeAt(0)};`);
}
