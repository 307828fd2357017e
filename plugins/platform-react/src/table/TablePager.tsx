import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import IconButton from '@material-ui/core/IconButton';
import NextIcon from '@material-ui/icons/ChevronRight';
import PreviousIcon from '@material-ui/icons/ChevronLeft';
import { platformTranslationRef } from '../translation';

/** Which rows of how many, and the buttons to the pages beside. */
export function TablePager(props: {
  className: string;
  from: number;
  to: number;
  total: number;
  page: number;
  pages: number;
  onPage: (page: number) => void;
}) {
  const { t } = useTranslationRef(platformTranslationRef);
  const { page, pages, total, onPage } = props;
  const locale = t('locale');
  return (
    <div className={props.className}>
      <span role="status">
        {t('table.range', {
          from: props.from.toLocaleString(locale),
          to: props.to.toLocaleString(locale),
          total: total.toLocaleString(locale),
        })}
      </span>
      <IconButton
        size="small"
        disabled={page <= 1}
        aria-label={t('table.previous')}
        onClick={() => onPage(page - 1)}
      >
        <PreviousIcon fontSize="small" />
      </IconButton>
      <IconButton
        size="small"
        disabled={page >= pages}
        aria-label={t('table.next')}
        onClick={() => onPage(page + 1)}
      >
        <NextIcon fontSize="small" />
      </IconButton>
    </div>
  );
}
