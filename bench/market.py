"""A made-up market for bench.search: words of known frequency, prices that follow the words.

Ten common words are each in a tenth of the products, 300 usual ones in a three-hundredth, rare ones
in a dozen. Five cities share 500 shops; most products sell nothing, a few sell most.
"""

from typing import Final

_COMMON: Final = (
    "poulet",
    "poisson",
    "riz",
    "savon",
    "pagne",
    "chargeur",
    "ciment",
    "lampe",
    "perruque",
    "perceuse",
)
_FIRST: Final = ("ba", "ko", "mi", "ra", "tou", "lé", "fa", "go", "ni", "sa")
_LAST: Final = ("don", "ril", "mar", "zel", "tic", "bou", "gan", "pol", "vir", "nac")


def _made_up(number: int) -> str:
    """Write a number as a word that a French stemmer leaves alone for the most part."""
    syllables = _FIRST[number % 10] + _LAST[number // 10 % 10] + _FIRST[number // 100 % 10]
    return (
        syllables
        + _LAST[number // 1_000 % 10]
        + (_FIRST[number // 10_000] if number > 9_999 else "")
    )


WORDS: Final[dict[str, list[str]]] = {
    "common": list(_COMMON),
    "usual": [_made_up(number) for number in range(300)],
    "rare": [_made_up(number) for number in range(1_000, 1_040)],
}


def price_of(common: str) -> int:
    """Tell the lowest price of the products with a common word: each is twice the one before."""
    return 200 << _COMMON.index(common)


def _sql_array(words: list[str]) -> str:
    return "ARRAY[" + ", ".join(f"'{word}'" for word in words) + "]"


_RARE: Final = (
    "f[1 + n % 10] || l[1 + n / 10 % 10] || f[1 + n / 100 % 10] || l[1 + n / 1000 % 10]"
    " || CASE WHEN n > 9999 THEN f[1 + n / 10000] ELSE '' END"
)

# Statement by statement, each on its own: indexes are built when all is there.
LOAD: Final = (
    """
    CREATE TABLE orders.later AS SELECT indexname, indexdef FROM pg_indexes
    WHERE schemaname = 'orders' AND tablename = 'product' AND indexname LIKE 'ix_%';
    DO $$ DECLARE one record; BEGIN
      FOR one IN SELECT indexname FROM orders.later LOOP
        EXECUTE format('DROP INDEX orders.%I', one.indexname);
      END LOOP;
    END $$
    """,
    """
    INSERT INTO orders.merchant (id, name, kind, city, quartier, latitude, longitude, phone,
      hours, is_open, rating_sum, rating_count, created_at)
    SELECT ('00000000-0000-0000-0000-' || lpad(s::text, 12, '0'))::uuid, 'Boutique ' || s,
      'Alimentation', ('{Brazzaville,Pointe-Noire,Dolisie,Douala,Yaoundé}'::text[])[1 + s % 5],
      'Centre', 0, 0, '+24206' || lpad(s::text, 7, '0'), '8h–20h', true, 0, 0, now()
    FROM generate_series(0, 499) AS s
    """,
    """
    SELECT setseed(0.5);
    INSERT INTO orders.product (id, merchant_id, city, shop, name, description, price, category,
      stock, reserved, low_stock_threshold, alert, is_active, sold_30d, is_bestseller, created_at)
    SELECT gen_random_uuid(), merchant.id, merchant.city, merchant.name,
      ($common)[1 + common] || ' ' || ($usual)[1 + usual]
        || ' ' || $rare,
      'Bonne qualité, livré dans la journée',
      (200 << common) * (1 + 2 * random()),
      'Rayon ' || category, floor(20 * random())::int, 0, 5, 'none', true,
      floor(power(random(), 12) * 400)::int, false, now() - interval '1 day' * 500 * random()
    FROM (
      SELECT floor(10 * random())::int AS common, floor(300 * random())::int AS usual,
        1000 + floor(random() * $size / 12)::int % 89000 AS n,
        floor(30 * random())::int AS category, floor(500 * random())::int AS shop,
        $first AS f, $last AS l
      FROM generate_series(1, $size)
    ) AS drawn JOIN orders.merchant ON merchant.phone = '+24206' || lpad(shop::text, 7, '0')
    """.replace("$common", _sql_array(list(_COMMON)))
    .replace("$usual", _sql_array(WORDS["usual"]))
    .replace("$rare", _RARE)
    .replace("$first", _sql_array(list(_FIRST)))
    .replace("$last", _sql_array(list(_LAST))),
    """
    UPDATE orders.product SET is_bestseller = true FROM (
      SELECT id, row_number() OVER (PARTITION BY city ORDER BY sold_30d DESC, id) AS place
      FROM orders.product WHERE sold_30d > 0
    ) AS ranked WHERE ranked.id = product.id AND place <= 2000
    """,
    """
    INSERT INTO orders.search_word SELECT DISTINCT word FROM orders.product, unnest(
      string_to_array(unaccent(lower(name)), ' ')) AS word
    """,
    """
    SET maintenance_work_mem = '512MB';
    DO $$ DECLARE one record; BEGIN
      FOR one IN SELECT indexdef FROM orders.later LOOP EXECUTE one.indexdef; END LOOP;
    END $$;
    DROP TABLE orders.later
    """,
    "VACUUM (ANALYZE) orders.product",
    "VACUUM (ANALYZE) orders.search_word",
    "VACUUM (ANALYZE) orders.merchant",
)
