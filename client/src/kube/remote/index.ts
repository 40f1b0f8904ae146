// What the bundle dist/kube-remote.js exports: the port, whose adapter works in a thread of its own (worker.ts).
export { createRemoteGateway, type Loss } from "./remote-gateway.ts";
