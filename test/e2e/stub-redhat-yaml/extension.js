// Stands in for redhat.vscode-yaml in tests: takes schema contributors as that extension does, asks them for every YAML document,
// and keeps a record, which the command yamlStandIn.showRecord and its exports give out.
const vscode = require("vscode");

exports.activate = context => {
  /** One entry per contributor: its name and, by document URI, the schema's address and content it answered with. */
  const record = [];
  const contributors = new Map();

  const ask = document => {
    if (document.languageId !== "yaml") return;
    for (const entry of record) {
      const { requestSchema, requestSchemaContent } = contributors.get(entry.name);
      const schema = requestSchema(document.uri.toString());
      const content = schema === undefined ? undefined : requestSchemaContent(schema);
      entry.answers[document.uri.toString()] = { schema: schema ?? null, content: content ?? null };
    }
  };
  const askAll = () => vscode.workspace.textDocuments.forEach(ask);

  const registerContributor = (name, requestSchema, requestSchemaContent) => {
    if (contributors.has(name)) throw new Error(`The contributor ${name} is registered already.`);
    contributors.set(name, { requestSchema, requestSchemaContent });
    record.push({ name, answers: {} });
    askAll();
    return true;
  };

  context.subscriptions.push(
    vscode.workspace.onDidOpenTextDocument(ask),
    vscode.workspace.onDidChangeTextDocument(({ document }) => ask(document)),
    vscode.commands.registerCommand("yamlStandIn.showRecord", async () => {
      askAll();
      const content = `${JSON.stringify(record, null, 2)}\n`;
      await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: "json", content }));
      return record;
    }),
  );
  return { registerContributor, record };
};
