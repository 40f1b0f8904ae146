// Every scenario of the playground that begins with a deployment, in the order in which they are played.
import { INITIALIZER_SCENARIOS } from "./initializer.ts";
import { MODEL_SCENARIOS } from "./model.ts";
import { POD_SCENARIOS } from "./pod.ts";
import { PORT_SCENARIOS } from "./ports.ts";
import { SERVING_SCENARIOS } from "./serving.ts";
import type { Scenario } from "./scenario.ts";

export { MARK, type Scenario } from "./scenario.ts";

export const SCENARIOS: readonly Scenario[] = [
  ...SERVING_SCENARIOS,
  ...INITIALIZER_SCENARIOS,
  ...MODEL_SCENARIOS,
  ...PORT_SCENARIOS,
  ...POD_SCENARIOS,
];
