// Recognizes files that become YAML only after rendering, as the server does: it keeps quiet about their syntax, and the
// status says so. The two meet in a test, since client and server share no code.

const TEMPLATE_FILE = /\.(j2|jinja2?|tpl|gotmpl|tmpl|mustache)(\.ya?ml)?$/i;
const TEMPLATE_FOLDER = /(^|[\\/])templates[\\/]/i;

// Lines that are template code rather than YAML.
const TEMPLATE_STATEMENT =
  /^[ \t]*(\{\{-?\s*(if|else|end|range|with|include|define|block|template|toYaml|tpl)\b|\{%|#[ \t]*\{\{-?\s*if)/m;

/** True where a text becomes YAML only after rendering, whatever its file is called. */
export function isTemplateText(text: string): boolean {
  return text.includes("{") && (TEMPLATE_STATEMENT.test(text) || /:\s+\{\{/.test(text));
}

export function isTemplatePath(path: string): boolean {
  return TEMPLATE_FILE.test(path) || TEMPLATE_FOLDER.test(path);
}
