// A built-in implementation with a type makes the executor look for a container that is not there (F59).
import { defineRule, fix } from "../../lint/rule.ts";
import { removeValue } from "../../yaml/index.ts";

/** The types that the executor turns into a call (seldon-facts §7.6); UNKNOWN_TYPE works like none. */
const CALLED_TYPES = ["MODEL", "ROUTER", "COMBINER", "TRANSFORMER", "OUTPUT_TRANSFORMER"];

export const builtInWithType = defineRule({
  id: "built-in-with-type",
  severity: "error",
  title: "Disallow a type on RANDOM_ABTEST without a container",
  why: "Webhook and operator accept it. The executor asks the type first and calls a container that does not exist, so each request ends in `invalid memory address or nil pointer dereference`.",
  remedy: "Remove `type`. RANDOM_ABTEST draws between its children by itself.",
  failureModes: ["F59"],
  messages: {
    noContainer: {
      text: 'With type {type} the executor calls a container named "{unit}" instead of drawing between the children, and there is none. Each request ends in "invalid memory address or nil pointer dereference". Remove type.',
    },
  },
  check({ deployment, document, report }) {
    for (const unit of deployment.units) {
      const { type } = unit;
      if (
        unit.implementation !== "RANDOM_ABTEST" ||
        type === undefined ||
        !CALLED_TYPES.includes(type) ||
        unit.container
      )
        continue;
      const at = unit.at.key("type");
      report({
        at,
        message: "noContainer",
        data: { type, unit: unit.name ?? "" },
        fixes: [fix("Remove type", removeValue(document, at))],
      });
    }
  },
});
