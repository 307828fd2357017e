import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';

/** Shows the exact change of a template before it is asked for. */
export const planReviewField = FormFieldBlueprint.make({
  name: 'plan-review',
  params: {
    field: () =>
      import('../components/planReviewFormField').then(
        m => m.planReviewFormField,
      ),
  },
});
