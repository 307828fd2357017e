import { translationApiRef } from '@backstage/core-plugin-api/alpha';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { gitopsTranslationRef } from '../translation';
import { PlanReview } from './PlanReview';

function PlanReviewField(props: FieldExtensionComponentProps<string>) {
  return (
    <PlanReview
      formData={props.formContext?.formData}
      onChange={props.onChange}
    />
  );
}

/**
 * Form field `PlanReview`: its value is the id of the plan the user was shown.
 * The value is refused unless it is one; whether the plan still holds is the
 * backend's to say when it is used.
 */
export const planReviewFormField = createFormField({
  name: 'PlanReview',
  component: PlanReviewField,
  validation: (value, field, { apiHolder }) => {
    if (/^[0-9a-f]{64}$/.test(String(value ?? ''))) return;
    const texts = apiHolder
      .get(translationApiRef)
      ?.getTranslation(gitopsTranslationRef);
    field.addError(
      texts?.ready
        ? texts.t('review.mustWait')
        : 'Wait until the change is planned and its checks pass.',
    );
  },
});
