#pragma once

#include "core/async/task.h"
#include "core/client/client.h"

#include <QtCore/QByteArray>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inia {

/// A text as an editor has it, with all that is needed to write it as it was: encoding, mark, line ends, and
/// what it is packed in.
struct EditableText {
    static constexpr std::int64_t mostBytes = std::int64_t(4) << 20; ///< packed or not

    std::string text; ///< UTF-8, the lines end in "\n"
    std::string encoding = "UTF-8";
    std::string mark; ///< as bytes of the encoding; mostly empty
    std::string lineEnd = "\n";
    bool isPacked = false; ///< in gzip
    /// Why what was read could not be written again as it was, which takes a decision; mostly empty.
    std::string obstacle;

    /// `encoding` empty: by the bytes and the Content-Type. Fails with kind Unsupported, NotText and
    /// TooLarge, and with what a packed stream fails with.
    [[nodiscard]] static Result<EditableText> read(std::string_view bytes, std::string_view contentType,
                                                   std::string encoding = {});
    /// `text` in this one's form. Fails (kind Parameter, BadCharacter) where the encoding lacks a character.
    [[nodiscard]] Result<QByteArray> write(std::string_view text) const;
};

/// Some lines in the place of others.
struct LineChange {
    std::size_t first = 0; ///< of the lines before the change
    std::size_t removed = 0;
    std::size_t otherFirst = 0; ///< of the lines behind it
    std::size_t added = 0;
};

/// A text as its lines, without their ends; a text that ends in one has an empty last line.
[[nodiscard]] std::vector<std::string_view> linesOf(std::string_view text);
/// What makes `after` of `before`, in order. Of texts that have little in common it is not the least there
/// could be.
[[nodiscard]] std::vector<LineChange> lineChanges(const std::vector<std::string_view>& before,
                                                  const std::vector<std::string_view>& after);
/// Both changes of one text in one. Nothing where they touch each other and are not the same.
[[nodiscard]] std::optional<std::string> mergeLines(std::string_view base, std::string_view mine,
                                                    std::string_view theirs);

/// What PutObject has to be given so that new bytes have all that an object has beside its bytes, by the
/// answer to its GetObject: content headers, redirection, metadata, class, encryption, the kind of checksum.
/// Tags and ACL stand in no answer. Fails (kind Unsupported) where something could not be given again.
[[nodiscard]] Result<Value> resentFrom(const Value& answer);

/// Reads a whole object by one request. A Task.
class ObjectRead final : public Task {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ObjectRead)
public:
    struct Content {
        QByteArray bytes;
        Value answer; ///< of GetObject, without the body
    };

    /// One that is larger than `most` fails with kind Unsupported, TooLarge. `version` may be empty.
    ObjectRead(Client client, std::string bucket, std::string key, std::int64_t most, std::string cause,
               std::string version = {});
    ~ObjectRead() override;

    void start();
    void cancel() override;

    /// Valid after finished().
    [[nodiscard]] const Result<Content>& result() const { return m_result; }
    [[nodiscard]] quint64 callId() const { return m_callId; }

private:
    class Sink;

    void giveUp() override { m_reply.reset(); }
    void finish(Result<Content> result);

    Client m_client;
    Value m_params;
    std::int64_t m_most;
    std::string m_cause;
    std::shared_ptr<Sink> m_sink;
    ReplyPtr m_reply;
    quint64 m_callId = 0;
    Result<Content> m_result;
};

/// Gives an object new bytes, or makes one, and nothing that somebody else has written meanwhile is replaced:
/// by a condition where the server heeds it, else by a look directly before, which leaves a gap. Tags are
/// read and sent along. A Task; when it is cancelled the object may have been written all the same.
class ObjectSave final : public Task {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ObjectSave)
public:
    struct Order {
        std::string bucket;
        std::string key;
        QByteArray bytes;
        /// The answer to the GetObject of what is replaced, or whose properties a new object gets.
        Value like;
        std::string tagsOf; ///< key whose tags it gets, where `like` counts some
        std::string etag;   ///< of what is replaced; empty: only if there is no such object
        bool keepsAcl = false;
        std::string cause; ///< shown in the inspector
    };
    struct Saved {
        std::string etag;
        std::string version;
        std::optional<Error> aclFailure; ///< the bytes are there, with the usual ACL
    };

    ObjectSave(Client client, Order order);
    ~ObjectSave() override;

    /// Whether the server looks at the condition, so that nothing can come in between.
    [[nodiscard]] static bool isAtomic(const Client& client, bool isNew);

    void start();
    void cancel() override;

    [[nodiscard]] const Order& order() const { return m_order; }
    /// Valid after finished(). Fails with kind Service, ChangedMeanwhile or GoneMeanwhile when it is not the
    /// object any more that `etag` names, or when there is one where there should be none.
    [[nodiscard]] const Result<Saved>& result() const { return m_result; }
    [[nodiscard]] quint64 callId() const { return m_callId; }

private:
    using Answered = std::function<void(const Result<Value>&)>;

    void giveUp() override { m_reply.reset(); }
    void ask(std::string_view operation, Value params, Answered answered);
    void askTags();
    void askAcl();
    void look();
    void put();
    void stored(const Result<Value>& answer);
    void lookAgain();
    void putAcl(Saved saved);
    void finish(Result<Saved> result);

    Client m_client;
    Order m_order;
    Value m_params;
    Value m_acl; ///< null: nothing to keep
    int m_tries = 0;
    ReplyPtr m_reply;
    quint64 m_callId = 0;
    Result<Saved> m_result;
};

} // namespace inia
