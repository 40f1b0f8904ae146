// nginx: what people start first to see whether a cluster works. It serves its welcome page on 80.
import type { Program } from "../../kubelet/program.ts";
import { httpService, pathOf, plainText } from "../../support/http.ts";
import { listenAll, serveUntilStopped } from "../support/process.ts";

const HTML = { "content-type": "text/html" };

export const nginx: Program = async context => {
  const server = httpService(call => {
    const status = pathOf(call) === "/" ? 200 : 404;
    context.log(`${call.method} ${call.path} ${status}`);
    return plainText(status, `<h1>${status === 200 ? "Welcome to nginx!" : "404 Not Found"}</h1>\n`, HTML);
  });
  listenAll(context, [{ port: 80, server }]);
  context.log("/docker-entrypoint.sh: Configuration complete; ready for start up", "stderr");
  return serveUntilStopped(context);
};
