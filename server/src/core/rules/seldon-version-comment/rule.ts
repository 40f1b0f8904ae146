// Reports a comment that asks for a Seldon version nobody here knows.
import { defineEngineRule } from "../../lint/rule.ts";

export const seldonVersionComment = defineEngineRule({
  id: "seldon-version-comment",
  severity: "warning",
  title: "Require a known version in the comment seldon-version",
  why: "A comment `# seldon-version: 1.15` says for which Seldon Core the document is meant. Where the version is not known the comment has no effect, and the document is checked for another one than its author thinks.",
  remedy:
    "Write a version from 1.15 to 1.18, such as `# seldon-version: 1.16` or `# seldon-version: 1.17.1`, or remove the comment.",
  messages: {
    unknown: {
      text: "The comment asks for Seldon {version}, which is not among the known versions ({known}), so the document is checked for {used}. Write a known version or remove the comment.",
    },
  },
});
