// A unit of type UNKNOWN_TYPE has to say by its methods what it does (webhook R11).
import { defineRule, suggestion } from "../../lint/rule.ts";
import { setValue } from "../../yaml/index.ts";

export const unitMethods = defineRule({
  id: "unit-methods",
  severity: "error",
  title: "Require methods on units of type UNKNOWN_TYPE",
  why: "Seldon's admission webhook refuses the manifest: `Predictive Unit has no implementation methods defined. Change to a known type or add what methods it defines`.",
  remedy: "Use a known type such as `MODEL`, or list the unit's `methods`.",
  failureModes: ["F74"],
  upstream: "R11",
  messages: {
    missing: {
      text: 'The unit {unit} is of type UNKNOWN_TYPE and lists no methods, so nothing would call it. The webhook refuses this: "Predictive Unit has no implementation methods defined. Change to a known type or add what methods it defines".',
      refusedBy: "webhook",
    },
  },
  check({ deployment, document, report }) {
    for (const unit of deployment.units) {
      const { implementation } = unit;
      if (unit.type !== "UNKNOWN_TYPE" || (implementation !== undefined && implementation !== "UNKNOWN_IMPLEMENTATION"))
        continue;
      const methods = unit.at.key("methods");
      if (!methods.isEmpty && methods.items().length > 0) continue;
      const at = unit.at.key("type");
      report({
        at,
        message: "missing",
        data: { unit: unit.name ?? "without a name" },
        fixes: [suggestion("Make it a MODEL", setValue(document, at, "MODEL"))],
      });
    }
  },
});
