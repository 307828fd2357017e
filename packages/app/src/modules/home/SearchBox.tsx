import { useState, type FormEvent } from 'react';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useNavigate } from 'react-router-dom';
import SearchIcon from '@material-ui/icons/Search';
import { appTranslationRef } from '../../translation';
import { useHomeStyles } from './homeStyles';

/** One field that leads to the search page. */
export function SearchBox() {
  const classes = useHomeStyles();
  const { t } = useTranslationRef(appTranslationRef);
  const navigate = useNavigate();
  const [text, setText] = useState('');
  function onSubmit(event: FormEvent) {
    event.preventDefault();
    const query = text.trim();
    navigate(query ? `/search?query=${encodeURIComponent(query)}` : '/search');
  }
  return (
    <form role="search" className={classes.search} onSubmit={onSubmit}>
      <SearchIcon aria-hidden fontSize="small" />
      <input
        type="search"
        className={classes.searchInput}
        value={text}
        onChange={event => setText(event.target.value)}
        placeholder={t('home.searchHint')}
        aria-label={t('home.searchLabel')}
      />
    </form>
  );
}
