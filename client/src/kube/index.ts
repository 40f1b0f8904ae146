// What the bundle dist/kube.js exports. Everything else is reached through the port.
import { createKubeGateway as create } from "./gateway.ts";
import type { CreateKubeGateway } from "./port.ts";

/** Makes the port's adapter. */
export const createKubeGateway: CreateKubeGateway = create;
