// Says that a file was not read because of its size.
import { defineEngineRule } from "../../lint/rule.ts";

export const documentTooLarge = defineEngineRule({
  id: "document-too-large",
  severity: "information",
  title: "Report files that are too large to be checked",
  why: "A file of this size would make every key press slow, so it is not read at all and problems in it stay unseen. etcd refuses objects above 1.5 MB anyway.",
  remedy: "Split the file, or check it with `seldon-lint --max-size BYTES`, which has no limit of its own.",
  messages: {
    tooLarge: {
      text: "This file has {size} million characters and the limit is {limit} million, so nothing in it was checked. Split it, or check it on the command line with a higher --max-size.",
    },
  },
});
