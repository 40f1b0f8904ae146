// Writes down the programs it is loaded into and the hosts other than this machine that they connect to, into the file named by
// SELDON_TEST_CONNECTIONS.
const { appendFileSync } = require("node:fs");
const { Socket } = require("node:net");

const LOCAL = new Set(["localhost", "127.0.0.1", "::1"]);

const { connect } = Socket.prototype;
Socket.prototype.connect = function (...args) {
  const host = hostOf(args);
  if (host !== undefined && !LOCAL.has(host)) write(`connected ${host}`);
  return connect.apply(this, args);
};
write(`started ${process.argv.slice(1).join(" ")}`);

/** `connect(options)`, `connect(port, host)`, or Node's own normalized array of either; without a host it is a local one. */
function hostOf(args) {
  const [first, second] = args.flat();
  if (typeof first === "object" && first !== null) return typeof first.host === "string" ? first.host : undefined;
  return typeof first === "number" && typeof second === "string" ? second : undefined;
}

function write(line) {
  const file = process.env.SELDON_TEST_CONNECTIONS;
  if (file !== undefined) appendFileSync(file, `${line}\n`);
}
