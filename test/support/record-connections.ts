// Preloaded into every Node process of a VS Code under test (NODE_OPTIONS=--import=…): writes down which programs run with it and
// which hosts other than this machine they connect to, into the file named by SELDON_TEST_CONNECTIONS.
import { appendFileSync } from "node:fs";
import { Socket } from "node:net";

const LOCAL: ReadonlySet<string> = new Set(["localhost", "127.0.0.1", "::1"]);

const connect: unknown = Reflect.get(Socket.prototype, "connect");
if (typeof connect === "function") {
  Object.defineProperty(Socket.prototype, "connect", {
    configurable: true,
    writable: true,
    value(this: Socket, ...args: unknown[]): unknown {
      const host = hostOf(args);
      if (host !== undefined && !LOCAL.has(host)) write(`connected ${host}`);
      return Reflect.apply(connect, this, args);
    },
  });
}
write(`started ${process.argv.slice(1).join(" ")}`);

/** `connect(options)`, `connect(port, host)`, or Node's own normalized array of either; without a host it is a local one. */
function hostOf(args: readonly unknown[]): string | undefined {
  const [first, second] = args.flat();
  if (typeof first === "object" && first !== null) {
    return "host" in first && typeof first.host === "string" ? first.host : undefined;
  }
  return typeof first === "number" && typeof second === "string" ? second : undefined;
}

function write(line: string): void {
  const file = process.env["SELDON_TEST_CONNECTIONS"];
  if (file !== undefined) appendFileSync(file, `${line}\n`);
}
