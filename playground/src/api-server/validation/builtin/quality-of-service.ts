// A pod's class of service, which decides who has to go first when a node runs short.
import { objectOf, objectsOf, type JsonObject } from "../json-values.ts";
import { parseQuantity } from "./quantity.ts";

const COUNTED = ["cpu", "memory"];

/** `Guaranteed` where every container's requests are its limits, `BestEffort` where there are none, else `Burstable`. */
export function qualityOfService(podSpec: JsonObject): "Guaranteed" | "Burstable" | "BestEffort" {
  const containers = [...objectsOf(podSpec["initContainers"]), ...objectsOf(podSpec["containers"])];
  const amounts = containers.flatMap(([container]) => {
    const { limits, requests } = objectOf(container["resources"]);
    return COUNTED.map(name => ({
      limit: parseQuantity(objectOf(limits)[name])?.nanos ?? 0n,
      request: parseQuantity(objectOf(requests)[name])?.nanos ?? 0n,
    }));
  });
  if (amounts.every(({ limit, request }) => limit === 0n && request === 0n)) return "BestEffort";
  const isGuaranteed = amounts.every(({ limit, request }) => limit > 0n && limit === request);
  return isGuaranteed ? "Guaranteed" : "Burstable";
}
