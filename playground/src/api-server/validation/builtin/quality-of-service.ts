// A pod's class of service, which decides who has to go first when a node runs short.
import { type JsonObject, objectAt } from "../../../support/json.ts";
import { objectsOf } from "../json-values.ts";
import { parseQuantity } from "../../../kubernetes/quantity.ts";

const COUNTED = ["cpu", "memory"];

/** `Guaranteed` where every container's requests are its limits, `BestEffort` where there are none, else `Burstable`. */
export function qualityOfService(podSpec: JsonObject): "Guaranteed" | "Burstable" | "BestEffort" {
  const containers = [...objectsOf(podSpec["initContainers"]), ...objectsOf(podSpec["containers"])];
  const amounts = containers.flatMap(([container]) => {
    const { limits, requests } = objectAt(container, "resources");
    return COUNTED.map(name => ({
      limit: parseQuantity(objectAt(limits)[name])?.nanos ?? 0n,
      request: parseQuantity(objectAt(requests)[name])?.nanos ?? 0n,
    }));
  });
  if (amounts.every(({ limit, request }) => limit === 0n && request === 0n)) return "BestEffort";
  const isGuaranteed = amounts.every(({ limit, request }) => limit > 0n && limit === request);
  return isGuaranteed ? "Guaranteed" : "Burstable";
}
