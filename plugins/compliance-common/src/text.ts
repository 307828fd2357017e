/** A text in English and, where somebody wrote it, in other languages. */
export interface LocalText {
  en: string;
  zh?: string;
}
