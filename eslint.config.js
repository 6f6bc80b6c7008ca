import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["dist/", "out/", ".cache/", "grammar/generated/", "**/node_modules/"] },
  ...tseslint.configs.recommended,
  {
    files: ["**/*.ts"],
    rules: {
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-non-null-assertion": "off",
      eqeqeq: ["error", "smart"],
      "no-console": "error",
    },
  },
  { files: ["scripts/**", "test/**", "server/cli/**"], rules: { "no-console": "off" } },
  { files: ["**/*.cjs"], rules: { "@typescript-eslint/no-require-imports": "off" } },
  { files: ["test/**"], rules: { "@typescript-eslint/no-unused-expressions": "off" } },
);
