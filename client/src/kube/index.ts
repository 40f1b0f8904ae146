// What the bundle dist/kube.js exports. Everything else is reached through the port.
import { createKubeGateway as create, type AdapterGateway } from "./gateway.ts";
import type { KubeGatewayOptions } from "./port.ts";

export { serve, type MoveIn } from "./remote/serve.ts";

/** Makes the port's adapter. */
export const createKubeGateway: (options: KubeGatewayOptions) => AdapterGateway = create;
