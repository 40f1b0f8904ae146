// Puts the extension together: makes the features, hands them to each other, and registers them. Nothing is started here.
import * as vscode from "vscode";
import { DeploymentActions } from "./features/deployment-actions/deployment-actions.ts";
import { Deploy } from "./features/deploy/deploy.ts";
import { Explorer } from "./features/explorer/explorer.ts";
import { FixAllProblems } from "./features/fix-all/fix-all-problems.ts";
import { InstallationHelp } from "./features/installation-help/installation-help.ts";
import { Logs } from "./features/logs/logs.ts";
import { ManifestLanguageClient } from "./features/language-client/manifest-language-client.ts";
import { ManifestLanguageStatus } from "./features/language-status/manifest-language-status.ts";
import { ManifestLinks } from "./features/manifest-links/manifest-links.ts";
import { Playground } from "./features/playground/playground.ts";
import { RuleDocumentation } from "./features/rule-documentation/rule-documentation.ts";
import { RuntimeFindings } from "./features/runtime-findings/runtime-findings.ts";
import { YamlExtension } from "./features/yaml-extension/yaml-extension.ts";
import { Clusters } from "./ui/clusters.ts";
import { createServices } from "./ui/services.ts";

/** Called by VS Code when a YAML or JSON document is opened, our view is shown, or one of our commands is run. */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel("Seldon", { log: true });
  const services = createServices(log);
  const yamlExtension = new YamlExtension(services);
  const languageClient = new ManifestLanguageClient(services, {
    packageRoot: context.extensionUri,
    reportsYamlSyntax: () => !yamlExtension.reportsSyntax,
  });
  // The YAML extension comes before the language client, which asks it at its start.
  const clusters = new Clusters(services);
  const explorer = new Explorer(services, clusters, context.globalState);
  const features = [
    clusters,
    yamlExtension,
    languageClient,
    new ManifestLanguageStatus(services, languageClient),
    new FixAllProblems(services, languageClient),
    explorer,
    new DeploymentActions(services, clusters, explorer.watched),
    new ManifestLinks(services, explorer, languageClient, context.workspaceState),
    new Deploy(services, explorer.watched, languageClient, {
      memento: context.workspaceState,
      folder: context.globalStorageUri,
    }),
    new InstallationHelp(services),
    new Logs(services, explorer.watched),
    new Playground(services, clusters, {
      packageRoot: context.extensionUri,
      storage: context.storageUri ?? context.globalStorageUri,
    }),
    new RuntimeFindings(services, explorer.watched, languageClient),
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
