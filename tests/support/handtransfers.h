#pragma once

#include "core/transfer/transferqueue.h"

#include <QtCore/QPointer>
#include <QtCore/QStringList>

#include <algorithm>
#include <memory>
#include <vector>

namespace inia::tests {

/// Ends when it is told to.
class HandTransfer final : public Transfer {
public:
    HandTransfer(QString name, qint64 size) : m_name(std::move(name)), m_size(size) {}
    [[nodiscard]] const QString& name() const { return m_name; }
    [[nodiscard]] Value resumePoint() const override { return m_point; }
    [[nodiscard]] bool isVerified() const override { return isChecked; }
    bool isChecked = true;
    void start() override
    {
        if (!isFinished())
            setState(State::Running);
    }
    void pause() override { setState(State::Paused); }
    void resume() override { setState(State::Running); }
    void cancel() override { finish(makeError(ErrorKind::Cancelled, "Cancelled", "given up")); }
    void advance(qint64 bytes) { setProgress(bytes, m_size); }
    void keep(Value point)
    {
        m_point = std::move(point);
        emit resumePointChanged();
    }
    void succeed()
    {
        setProgress(m_size, m_size);
        finish(Value::emptyMap());
    }
    void failWith(const char* code, ErrorKind kind = ErrorKind::Service)
    {
        finish(makeError(kind, code, std::string("It is ") + code));
    }

private:
    void giveUp() override {}

    QString m_name;
    qint64 m_size;
    Value m_point;
};

struct Made {
    std::vector<QPointer<HandTransfer>> transfers;
    std::vector<Value> resumePoints; ///< each was made with
    QStringList discarded;
    bool succeedAtOnce = false;

    [[nodiscard]] HandTransfer* last() const { return transfers.back(); }
    [[nodiscard]] int alive() const
    {
        return static_cast<int>(std::count_if(transfers.begin(), transfers.end(),
                                              [](const auto& transfer) { return !transfer.isNull(); }));
    }
};

class HandTransfers final : public ItemTransfers {
public:
    explicit HandTransfers(Made& made) : m_made(made) {}
    [[nodiscard]] Result<Owned<Transfer>> make(const TransferJob&, const TransferItem& item,
                                               const Client&) override
    {
        const QString name =
            QString::fromStdString(item.key) + (item.attempt ? QString::number(item.attempt) : QString());
        auto transfer = makeOwned<HandTransfer>(name, item.size);
        m_made.transfers.emplace_back(transfer.get());
        m_made.resumePoints.push_back(item.resumePoint);
        if (m_made.succeedAtOnce)
            transfer->succeed();
        return Owned<Transfer>(std::move(transfer));
    }
    void discard(const TransferJob&, const TransferItem& item, const Result<Client>&) override
    {
        m_made.discarded.append(QString::fromStdString(item.key));
    }

private:
    Made& m_made;
};

/// A download of these keys, 100 bytes each, by the session west.
[[nodiscard]] inline TransferJob jobOf(const std::vector<const char*>& keys)
{
    TransferJob job;
    job.session = {"west", "us-west-2", {}};
    job.bucket = "b";
    job.title = QStringLiteral("files");
    for (const char* key : keys) {
        TransferItem item;
        item.key = key;
        item.size = 100;
        job.add(std::move(item));
    }
    return job;
}

} // namespace inia::tests
