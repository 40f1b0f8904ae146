// A server in an image for Seldon that listens on the port of the executor (S39).
import { defineResourceRule } from "../../lint/rule.ts";
import { findAll } from "../../files/index.ts";

export const imagePort = defineResourceRule({
  id: "image-port",
  severity: "information",
  title: "Disallow the executor's ports in images of models",
  why: "All containers of a pod share its ports, and the executor takes 8000 and 5001. A server that listens there too ends in `Address already in use`, and one of the two restarts for ever.",
  remedy:
    "Listen on the port in `PREDICTIVE_UNIT_HTTP_SERVICE_PORT`, which is 9000 for the first unit, or on one that the container names `http` under `ports`.",
  failureModes: ["S39"],
  resources: ["Dockerfile"],
  messages: {
    executorPort: {
      text: 'The executor beside the model takes port {port}: "Address already in use". If this image is to be a unit of a SeldonDeployment, listen on PREDICTIVE_UNIT_HTTP_SERVICE_PORT instead, which is 9000 for the first one.',
    },
  },
  check({ document, resource, report }) {
    for (const { start, end } of findAll(document.text, LISTENS)) {
      const range = { start, end };
      report({ at: resource.at, range, message: "executorPort", data: { port: document.text.slice(start, end) } });
    }
  },
});

/** `EXPOSE 8000`, `ENV PORT=8000`, `--port 8000`, `--bind 0.0.0.0:8000`, `pr$run(port=8000)`. */
const LISTENS =
  /(?:^[ \t]*EXPOSE[^\n]*?\s|\bPORT[= ]"?|--(?:http[-_])?port[= ",]+|0\.0\.0\.0:|\bport\s*=\s*)(8000|5001)\b/gm;
