#pragma once

#include "core/async/task.h"
#include "core/client/client.h"

#include <QtCore/QByteArray>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace inia {

/// An object that is looked into, a window after the other, all of one version: the first answer says which,
/// and each further one is asked for on that condition. Counts what it costs. A cheap handle; copies and the
/// fetches share what is known.
class PreviewedObject final {
public:
    struct Name {
        std::string bucket;
        std::string key;
        std::string versionId; ///< empty: the current one
    };
    /// As the first answer says it.
    struct Facts {
        std::int64_t size = -1; ///< -1: not known yet
        std::string etag;
        std::string versionId;
        std::string contentType;
        std::string contentEncoding;
        std::string storageClass;
    };
    struct Meter {
        int requests = 0;
        std::int64_t bytes = 0; ///< that came, those among them that nobody wanted
        friend bool operator==(const Meter&, const Meter&) = default;
    };
    static constexpr std::int64_t firstWindow = std::int64_t(256) << 10;
    static constexpr std::int64_t nextWindow = std::int64_t(1) << 20;

    /// `listedSize`: what a listing has said, -1 when it is not known. An object of 0 bytes is not asked for.
    PreviewedObject(Client client, Name name, std::int64_t listedSize = -1);

    [[nodiscard]] const Name& name() const;
    [[nodiscard]] const Facts& facts() const;
    [[nodiscard]] const Meter& meter() const;
    /// The same object as if nothing had been asked yet, of whichever version it is now.
    [[nodiscard]] PreviewedObject anew() const;

private:
    friend class PreviewFetch;
    struct State;
    std::shared_ptr<State> m_state;
};

/// One window of it: a GET with Range, If-Match and VersionId. A Task.
class PreviewFetch final : public Task {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(PreviewFetch)
public:
    /// Bytes beyond the object's end are not asked for. `cause` is shown in the inspector.
    PreviewFetch(PreviewedObject object, std::int64_t offset, std::int64_t size, std::string cause);
    ~PreviewFetch() override;

    void start();
    void cancel() override;

    /// Valid after finished(): the bytes, fewer only where the object ends. Fails with what GetObject fails
    /// with, and with kind Service, code ChangedMeanwhile when it is not the same object any more, with kind
    /// Parse, code BadContentRange when other bytes came than were asked for.
    [[nodiscard]] const Result<QByteArray>& result() const { return m_result; }
    [[nodiscard]] std::int64_t offset() const { return m_offset; }
    [[nodiscard]] quint64 callId() const { return m_callId; }

signals:
    void progressed();

private:
    class Sink;

    void giveUp() override;
    [[nodiscard]] Result<void> begin(const HttpResponse& head);
    [[nodiscard]] std::size_t take(std::string_view bytes);
    void takeAnswer();
    [[nodiscard]] Error explained(const Error& error) const;
    void finish(Result<QByteArray> result);

    PreviewedObject m_object;
    std::int64_t m_offset;
    std::int64_t m_size;
    std::string m_cause;
    std::shared_ptr<Sink> m_sink;
    ReplyPtr m_reply;
    quint64 m_callId = 0;
    std::int64_t m_skip = 0; ///< bytes in front of the window, of a server that knows no ranges
    QByteArray m_bytes;
    std::optional<Error> m_refusal;
    Result<QByteArray> m_result;
};

} // namespace inia
