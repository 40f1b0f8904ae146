// Tests and cases of one name, which the Test Explorer and reports cannot tell apart.
import * as l10n from "@vscode/l10n";
import { defineResourceRule } from "../../lint/rule.ts";
import { PREDICTION_TEST_KIND } from "../../model/index.ts";
import { viewTest } from "../../prediction/index.ts";
import type { Cursor } from "../../yaml/index.ts";

export const predictionTestNames = defineResourceRule({
  id: "prediction-test-names",
  severity: "warning",
  title: "Require a name of its own for each test and case of a file",
  why: "The Test Explorer, `--filter` and reports know tests and cases by their names: of two with one name nobody can say which has failed.",
  remedy: "Give each of them a name that says what is different about it.",
  failureModes: [],
  resources: [PREDICTION_TEST_KIND],
  messages: {
    test: { text: 'Another test of this file is called "{name}", too. Reports cannot tell the two apart.' },
    case: { text: 'Another case of this test is called "{name}", too. Reports cannot tell the two apart.' },
  },
  check({ resource, siblings, report }) {
    const label = resource.at.at("metadata", "name");
    const name = label.string();
    const others = siblings(PREDICTION_TEST_KIND);
    const isTaken = others.some(
      ({ resource: other, distance }) => distance < 0 && other.at.at("metadata", "name").string() === name,
    );
    if (name !== undefined && name !== "" && isTaken) report({ at: label, message: "test", data: { name } });
    const seen = new Map<string, Cursor>();
    for (const each of viewTest(resource).cases) {
      const at = each.key("name");
      const caseName = at.string() ?? "";
      const first = seen.get(caseName);
      if (caseName !== "" && first)
        report({
          at,
          message: "case",
          data: { name: caseName },
          related: [{ at: first, message: l10n.t("The first of them.") }],
        });
      else seen.set(caseName, at);
    }
  },
});
