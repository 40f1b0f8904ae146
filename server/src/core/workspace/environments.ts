// What a model's environment asks for: conda.yaml, python_env.yaml, requirements.txt (S18, S19).
import type { PackageRequirement, WorkspaceResource } from "../../../../schemas/src/index.ts";
import type { Cursor } from "../yaml/index.ts";
import { folderOf } from "./folder.ts";
import type { IndexedDocument } from "./read-file.ts";

export function readEnvironment({ document, file }: IndexedDocument): readonly WorkspaceResource[] {
  const dependencies = document.cursor().key("dependencies");
  if (!dependencies.sequence) return [];
  const packages = condaPackages(dependencies);
  const pythonVersion = packages.find(({ name }) => name === "python")?.specifier.replace(/^=+/, "");
  return [
    {
      kind: "CondaEnvironment",
      name: folderOf(file),
      file,
      line: 0,
      packages,
      ...(pythonVersion !== undefined && pythonVersion !== "" && { pythonVersion }),
    },
  ];
}

/** Conda's own entries, and those of the `pip` list among them. */
export function condaPackages(dependencies: Cursor): PackageRequirement[] {
  return dependencies.items().flatMap(item => {
    const text = item.string();
    if (text !== undefined) return condaPackage(text);
    return item
      .key("pip")
      .items()
      .flatMap(entry => pipPackage(entry.string() ?? ""));
  });
}

/** `conda-forge::numpy=1.26.4`, `python=3.10`, `pip<=23`, `scipy`. */
export function condaPackage(text: string): PackageRequirement[] {
  const found = /^(?:[\w./-]+::)?([\w.-]+)\s*(.*)$/.exec(text.trim());
  return found?.[1] ? [{ name: pipName(found[1]), specifier: (found[2] ?? "").trim(), installer: "conda" }] : [];
}

/** `scikit-learn==1.2.2 ; python_version < "3.11"`; nothing for options, links and comments. */
export function pipPackage(text: string): PackageRequirement[] {
  const found = /^([A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]*\])?\s*([^;#@]*)/.exec(text.trim());
  if (!found?.[1] || /^[\w.+-]+:\/\//.test(text.trim())) return [];
  return [{ name: pipName(found[1]), specifier: (found[2] ?? "").trim(), installer: "pip" }];
}

function pipName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, "-");
}

export function readPythonEnvironment({ document, file }: IndexedDocument): readonly WorkspaceResource[] {
  const root = document.cursor();
  const python = root.key("python").scalar?.text;
  const packages = ["build_dependencies", "dependencies"].flatMap(field =>
    root
      .key(field)
      .items()
      .flatMap(item => pipPackage(item.string() ?? "")),
  );
  if (python === undefined && packages.length === 0) return [];
  const pythonVersion = python === undefined ? {} : { pythonVersion: python };
  return [{ kind: "PythonEnvironment", name: folderOf(file), file, line: 0, packages, ...pythonVersion }];
}

export function readRequirements(text: string, file: string): readonly WorkspaceResource[] {
  const packages = text.split(/\r?\n/).flatMap(pipPackage);
  return [{ kind: "Requirements", name: folderOf(file), file, line: 0, packages }];
}
