import type { DeviceClassName } from '@fengsui/config/contract';
import { metricInfo } from '@fengsui/config/contract';
import { DEVICE_CLASSES } from '@fengsui/config/classes';
import type { ComputedRef, InjectionKey, ShallowRef } from 'vue';
import { computed, inject, shallowReadonly, shallowRef, watch } from 'vue';
import type { Catalogue } from './catalogue.ts';
import type { Formats } from './format.ts';
import { createFormats } from './format.ts';
import type { Language, Memory } from './language.ts';
import { CATALOGUES, LOCALES } from './language.ts';

export interface I18n {
  language: Readonly<ShallowRef<Language>>;
  text: ComputedRef<Catalogue>;
  formats: ComputedRef<Formats>;
  /** Names that the contract knows in both languages. */
  className(name: DeviceClassName): string;
  metricName(name: string): string;
  use(language: Language): void;
}

export const I18N: InjectionKey<I18n> = Symbol('i18n');

/**
 * @param timezone the site's, as soon as it is known
 * @param page what carries the `lang` attribute
 */
export function createI18n(first: Language, memory: Memory, timezone: () => string, page: HTMLElement): I18n {
  const language = shallowRef(first);
  watch(language, (now) => page.setAttribute('lang', LOCALES[now]), { immediate: true });
  return {
    language: shallowReadonly(language),
    text: computed(() => CATALOGUES[language.value]),
    formats: computed(() => createFormats(language.value, timezone())),
    className: (name) => DEVICE_CLASSES[name]?.[language.value] ?? name,
    metricName: (name) => namedMetric(name, language.value),
    use: (chosen) => {
      language.value = chosen;
      memory.write(chosen);
    },
  };
}

/** "net.rx_bps.eth0" is "Receive rate eth0"; a metric without an entry keeps its own name. */
function namedMetric(name: string, language: Language): string {
  const info = metricInfo(name);
  if (!info) return name;
  const whole = metricInfo(name.slice(0, name.lastIndexOf('.'))) === info;
  return whole ? `${info[language]} ${name.slice(name.lastIndexOf('.') + 1)}` : info[language];
}

export function useI18n(): I18n {
  const i18n = inject(I18N);
  if (!i18n) throw new Error('I18N is not provided');
  return i18n;
}
