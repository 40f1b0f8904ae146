// Beside a shadow a single predictor gets all of the traffic, whatever it says (F56).
import * as l10n from "@vscode/l10n";
import { defineRule, fix } from "../../lint/rule.ts";
import { setValue } from "../../yaml/index.ts";

export const mainBesideShadow = defineRule({
  id: "main-beside-shadow",
  severity: "warning",
  title: "Disallow sharing 100 % with a shadow",
  why: "A shadow mirrors requests, it does not take a share of them. With main at 80 and a shadow at 20 the webhook accepts the manifest and main still gets every request; the 20 is the part that is mirrored.",
  remedy:
    "Set the main predictor to 100, or leave its `traffic` out. The shadow's `traffic` is the percentage of requests it gets copies of.",
  failureModes: ["F56"],
  messages: {
    getsAll: {
      text: "The predictor {name} gets 100 % of the traffic, not {traffic} %: a shadow takes no share. The shadow's traffic says which part of the requests is mirrored to it.",
    },
  },
  check({ deployment, document, report }) {
    const live = deployment.predictors.filter(predictor => !predictor.isShadow);
    const [main, other] = live;
    const { traffic } = main ?? {};
    if (
      !main ||
      other ||
      live.length === deployment.predictors.length ||
      traffic === undefined ||
      traffic <= 0 ||
      traffic >= 100
    )
      return;
    const at = main.at.key("traffic");
    report({
      at,
      message: "getsAll",
      data: { name: main.name ?? l10n.t("beside the shadow"), traffic },
      fixes: [fix(l10n.t("Set it to 100, which is what it gets"), setValue(document, at, 100))],
    });
  },
});
