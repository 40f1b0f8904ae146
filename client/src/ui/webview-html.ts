// The frame of every page: a content policy that lets nothing in but our own script, style sheet and icons.

export interface PageFrame {
  readonly title: string;
  /** What VS Code serves our files from. */
  readonly policySource: string;
  /** New for each page, so that no other script runs. */
  readonly nonce: string;
  readonly script: string;
  readonly style: string;
  /** Of the texts, such as `de`. */
  readonly language: string;
  /** Translations by English text; undefined where the page speaks English. */
  readonly texts: Readonly<Record<string, string>> | undefined;
}

/** Images may be `data:` too, since answers of models can be pictures. Styles are set through the DOM, never as an attribute's text. */
export function pageHtml({ title, policySource, nonce, script, style, language, texts }: PageFrame): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${policySource}`,
    `font-src ${policySource}`,
    `img-src ${policySource} data:`,
  ].join("; ");
  return `<!doctype html>
<html lang="${escape(language)}">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${escape(policy)}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <link rel="stylesheet" href="${escape(style)}" />
    <title>${escape(title)}</title>
  </head>
  <body>
    <main id="page"></main>${texts ? dataBlock(texts) : ""}
    <script nonce="${escape(nonce)}" src="${escape(script)}"></script>
  </body>
</html>
`;
}

/** A script of data is not run, so that the content policy has nothing against it. */
function dataBlock(texts: Readonly<Record<string, string>>): string {
  const json = JSON.stringify(texts).replaceAll("<", "\\u003c");
  return `\n    <script id="texts" type="application/json">${json}</script>`;
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, character => `&#${character.charCodeAt(0)};`);
}
