// Loads the recorder into the extension host, and into every Node process that an extension starts from now on.
const path = require("node:path");

exports.activate = () => {
  const recorder = path.join(__dirname, "record-connections.js");
  require(recorder);
  process.env.NODE_OPTIONS = `--require=${recorder}`;
};
