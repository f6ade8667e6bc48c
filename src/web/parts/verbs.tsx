/** The end of a form: the one button that sends it and, where there is one, the way back. */
import type { Language, Words } from '../../kernel/words.ts';
import { FORM, say } from '../words.ts';

type VerbsProps = {
  language: Language;
  verb: Words;
  /** How much the button stands out: most on the page, plainly, or as a lesser way. */
  weight?: 'main' | 'plain' | 'lesser';
  /** Where whoever does not want to send it goes; “cancel” unless it is called otherwise. */
  backHref?: string | undefined;
  back?: Words;
};

const LOOKS = { main: { 'data-color': 'accent' }, plain: {}, lesser: { 'data-variant': 'secondary' } };

export const Verbs = ({ language, verb, weight = 'main', backHref, back = FORM.cancel }: VerbsProps) => (
  <div class="verbs">
    <button class="ds-button" {...LOOKS[weight]} type="submit">
      {say(verb, language)}
    </button>
    {backHref ? <a href={backHref}>{say(back, language)}</a> : null}
  </div>
);
