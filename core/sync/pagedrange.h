#pragma once

#include <functional>
#include <iterator>
#include <memory>
#include <vector>

namespace inia::sync {

/// What comes in pages, for range-for: a page is asked for when the one before is used up. Goes through once.
template <typename Item>
class PagedRange final {
    struct Walk;

public:
    /// The next page; an empty one ends the range. Blocks.
    using NextPage = std::function<std::vector<Item>()>;

    explicit PagedRange(NextPage nextPage) : m_walk(std::make_shared<Walk>(std::move(nextPage))) {}

    class Iterator final {
    public:
        using value_type = Item;
        using difference_type = std::ptrdiff_t;

        explicit Iterator(PagedRange range) : m_walk(std::move(range.m_walk)) { m_walk->turnPage(); }
        [[nodiscard]] const Item& operator*() const { return m_walk->page[m_walk->at]; }
        [[nodiscard]] const Item* operator->() const { return &**this; }
        Iterator& operator++()
        {
            ++m_walk->at;
            m_walk->turnPage();
            return *this;
        }
        void operator++(int) { ++*this; }
        friend bool operator==(const Iterator& iterator, std::default_sentinel_t)
        {
            return iterator.m_walk->page.empty();
        }

    private:
        std::shared_ptr<Walk> m_walk;
    };

    [[nodiscard]] Iterator begin() const { return Iterator(*this); }
    [[nodiscard]] std::default_sentinel_t end() const { return {}; }

private:
    struct Walk {
        explicit Walk(NextPage source) : nextPage(std::move(source)) {}
        void turnPage()
        {
            if (at < page.size())
                return;
            page = nextPage();
            at = 0;
        }

        NextPage nextPage;
        std::vector<Item> page;
        std::size_t at = 0;
    };
    std::shared_ptr<Walk> m_walk;
};

} // namespace inia::sync
