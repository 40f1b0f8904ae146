// Recognizes values and files that a template engine fills in later, about which rules keep quiet.

// No part may run past the next brace or bracket: otherwise a text of nothing but openings takes the square of its length.
const TEMPLATE_EXPRESSION = /\{\{[^{}]*\}\}|\{%[^{}]*%\}|\$\{[^{}]+\}|\$\([A-Za-z_][A-Za-z0-9_]*\)|<%[^<>]*%>/;

/** True for text that Helm, Jinja, Argo, envsubst or the like will replace. */
export function isTemplated(text: string): boolean {
  return TEMPLATE_EXPRESSION.test(text);
}

// Lines that are template code rather than YAML, as in Helm charts and Jinja files.
const TEMPLATE_STATEMENT =
  /^[ \t]*(\{\{-?\s*(if|else|end|range|with|include|define|block|template|toYaml|tpl)\b|\{%|#[ \t]*\{\{-?\s*if)/m;

/** True where the text becomes YAML only after rendering, so that its syntax errors mean nothing. */
export function isTemplateSource(text: string): boolean {
  return text.includes("{") && (TEMPLATE_STATEMENT.test(text) || /:\s+\{\{/.test(text));
}

const TEMPLATE_FILE = /\.(j2|jinja2?|tpl|gotmpl|tmpl|mustache)$|\.(j2|tpl)\.ya?ml$/i;
const TEMPLATE_FOLDER = /(^|[\\/])templates[\\/]/i;

/** True for file names that by custom hold templates: `*.j2`, `*.tpl`, anything below `templates/`. */
export function isTemplateFile(fileName: string | undefined): boolean {
  return fileName !== undefined && (TEMPLATE_FILE.test(fileName) || TEMPLATE_FOLDER.test(fileName));
}

const PATCH_FILE = /(^|[\\/])[^\\/]*patch[^\\/]*\.ya?ml$/i;
const PATCH_FOLDER = /(^|[\\/])patches[\\/]/i;

/** True for file names that by custom hold kustomize patches, which say only what differs: `*patch*.yaml`, anything below `patches/`. */
export function isPatchFile(fileName: string | undefined): boolean {
  return fileName !== undefined && (PATCH_FILE.test(fileName) || PATCH_FOLDER.test(fileName));
}
