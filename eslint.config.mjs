// Lint rules: correctness from typescript-eslint's typed sets, the house style, and the bans that keep the pure parts pure.
import tseslint from "typescript-eslint";

const noDefaultExport = {
  selector: "ExportDefaultDeclaration",
  message: "Use named exports: they keep one name everywhere.",
};

export default tseslint.config(
  {
    ignores: [
      "**/node_modules/**",
      "dist/**",
      ".build/**",
      ".artifacts/**",
      "bin/**",
      "test/e2e/host/**",
      "test/e2e/stub-*/**",
      "eslint.config.mjs",
      "scripts/*.mjs",
    ],
  },
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "@typescript-eslint/consistent-type-assertions": ["error", { assertionStyle: "never" }],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/explicit-module-boundary-types": "error",
      "@typescript-eslint/no-confusing-void-expression": [
        "error",
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      "@typescript-eslint/no-invalid-void-type": ["error", { allowAsThisParameter: true }],
      "@typescript-eslint/no-unused-vars": ["error", { varsIgnorePattern: "^_", ignoreRestSiblings: true }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/no-empty-function": "off",
      eqeqeq: "error",
      "no-restricted-syntax": ["error", noDefaultExport],
      "prefer-const": "error",
    },
  },
  {
    files: ["schemas/src/**", "server/src/core/**", "client/src/domain/**"],
    ignores: ["**/*.test.ts"],
    rules: {
      "no-restricted-globals": [
        "error",
        { name: "Date", message: "The pure parts know no clock: take the time as a value." },
      ],
      "no-restricted-properties": [
        "error",
        { object: "Math", property: "random", message: "The pure parts know no chance: take the number as a value." },
      ],
    },
  },
  {
    files: ["*.config.mts"],
    rules: { "no-restricted-syntax": "off" },
  },
);
