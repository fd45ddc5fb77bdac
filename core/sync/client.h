#pragma once

#include "core/client/client.h"
#include "core/common/result.h"
#include "core/model/value.h"
#include "core/waiting/waiter.h"

#include <QtCore/QEventLoop>

#include <functional>
#include <initializer_list>
#include <iterator>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

namespace inia {

/// Waits for a task (ReplyPtr, ResourceReplyPtr, BatchReplyPtr, NativeReplyPtr, a Transfer that was started)
/// and returns its result. For programs without a window only: it runs an event loop of its own, so that
/// nothing else that hangs on the caller goes on meanwhile. Where there is a window, connect to finished().
/// When the program ends before the task does, the error has kind Cancelled.
template <typename TaskPointer>
[[nodiscard]] auto await(const TaskPointer& task) -> std::remove_cvref_t<decltype(task->result())>
{
    using Task = typename std::pointer_traits<TaskPointer>::element_type;
    if (!task->isFinished()) {
        QEventLoop loop;
        QObject::connect(task.get(), &Task::finished, &loop, &QEventLoop::quit);
        loop.exec();
    }
    if (!task->isFinished())
        return makeError(ErrorKind::Cancelled, "Cancelled", "The program ended while it was waiting.");
    return task->result();
}

/// The same for a waiter, which is started when it was not.
[[nodiscard]] inline Result<Value> await(const Owned<Waiter>& waiter)
{
    if (waiter->state() == Waiter::State::Pristine)
        waiter->start();
    return await<Owned<Waiter>>(waiter);
}

} // namespace inia

namespace inia::sync {

/// Parameters as they are written down: {{"Bucket", "acme"}, {"MaxKeys", 10}}, or a Value.
struct Params {
    Value value;

    Params() = default;
    Params(Value map) : value(std::move(map)) {}
    Params(std::initializer_list<std::pair<std::string_view, Value>> members) : value(Value::map(members)) {}
};

/// The first error of a program that does one thing after another, shared by all its handles. Once there is
/// one, nothing more is asked of any service.
class FirstError final {
public:
    [[nodiscard]] bool hasHappened() const { return m_error.has_value(); }
    [[nodiscard]] const std::optional<Error>& error() const { return m_error; }
    void keep(Error error)
    {
        if (!m_error)
            m_error = std::move(error);
    }
    /// The value, or nothing after keeping the error.
    template <typename T>
    [[nodiscard]] std::optional<T> valueOf(Result<T> result)
    {
        if (result)
            return std::move(result).value();
        keep(result.error());
        return std::nullopt;
    }

private:
    std::optional<Error> m_error;
};
using FirstErrorPtr = std::shared_ptr<FirstError>;

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

/// A client whose calls wait for their answers; see Program. After the program's first error every call
/// answers null at once.
class Client final {
public:
    Client(std::optional<inia::Client> client, FirstErrorPtr firstError)
        : m_client(std::move(client)), m_firstError(std::move(firstError))
    {
    }

    [[nodiscard]] Value call(std::string_view operation, const Params& params = {}) const;
    /// The same for an error that is to be looked at: it is not the program's.
    [[nodiscard]] Result<Value> tryCall(std::string_view operation, const Params& params = {}) const;
    /// The pages of an operation, each asked for when the loop gets there.
    [[nodiscard]] PagedRange<Value> pages(std::string_view operation, const Params& params = {}) const;
    /// Polls until "bucket_exists" and the like.
    void wait(std::string_view waiter, const Params& params = {}) const;

    /// Null after an error.
    [[nodiscard]] const inia::Client* client() const { return m_client ? &*m_client : nullptr; }

private:
    [[nodiscard]] bool isUsable() const { return m_client && !m_firstError->hasHappened(); }

    std::optional<inia::Client> m_client;
    FirstErrorPtr m_firstError;
};

} // namespace inia::sync
