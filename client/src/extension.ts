// Puts the extension together: makes the features, hands them to each other, and registers them. Nothing is started here.
import * as vscode from "vscode";
import { FixAllProblems } from "./features/fix-all/fix-all-problems.ts";
import { ManifestLanguageClient } from "./features/language-client/manifest-language-client.ts";
import { ManifestLanguageStatus } from "./features/language-status/manifest-language-status.ts";
import { RuleDocumentation } from "./features/rule-documentation/rule-documentation.ts";
import { YamlExtension } from "./features/yaml-extension/yaml-extension.ts";
import { createServices } from "./ui/services.ts";

/** Called by VS Code when a YAML or JSON document is opened or one of our commands is run. */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel("Seldon", { log: true });
  const services = createServices(log);
  const yamlExtension = new YamlExtension(services);
  const languageClient = new ManifestLanguageClient(services, {
    packageRoot: context.extensionUri,
    reportsYamlSyntax: () => !yamlExtension.reportsSyntax,
  });
  // The YAML extension comes before the language client, which asks it at its start.
  const features = [
    yamlExtension,
    languageClient,
    new ManifestLanguageStatus(services, languageClient),
    new FixAllProblems(services, languageClient),
    new RuleDocumentation(services, vscode.Uri.joinPath(context.extensionUri, "docs", "rules")),
  ];
  // VS Code gives subscriptions back in this order: the log last, since the others write to it.
  context.subscriptions.push(
    services.registerCommand("seldon.showLog", () => log.show(true)),
    yamlExtension.onDidChange(services.guarded("YAML syntax setting", () => languageClient.sendSettings())),
    ...features.toReversed(),
    log,
  );
  for (const feature of features) feature.activate();
}
