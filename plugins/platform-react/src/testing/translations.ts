/**
 * Compares a flat map of translated texts with the English texts of a
 * translation ref, for the unit test of a plugin.
 *
 * @param ref - the translation ref of the plugin
 * @param translated - flat map of key to text, the default export of `translations/zh.ts`
 * @returns keys without text, keys nobody asks for, and keys whose `{{values}}` differ;
 * three empty lists when the translation is complete
 */
export function compareTranslations(
  ref: { id: string },
  translated: Record<string, string | null>,
): { missing: string[]; unknown: string[]; placeholders: string[] } {
  const english = (
    ref as unknown as { getDefaultMessages(): Record<string, string> }
  ).getDefaultMessages();
  const values = (text: string | null) =>
    [...new Set(text?.match(/\{\{\s*\w+/g) ?? [])].sort().join();
  const base = (key: string) => key.replace(/_(one|other)$/, '');
  const known = new Set(Object.keys(english).map(base));
  const present = new Set(
    Object.keys(translated).filter(key => Boolean(translated[key]?.trim())),
  );
  // Chinese has one plural form: `_other` alone is complete, `_one` is not asked for.
  const missing = Object.keys(english).filter(
    key => !key.endsWith('_one') && !present.has(key),
  );
  return {
    missing,
    unknown: Object.keys(translated).filter(key => !known.has(base(key))),
    placeholders: Object.keys(english).filter(
      key =>
        key in translated && values(translated[key]) !== values(english[key]),
    ),
  };
}
