#pragma once

#include "core/s3/s3listing.h"
#include "core/transfer/folderwalk.h"
#include "core/transfer/transferjob.h"
#include "core/transfer/transferqueue.h"
#include "ui/dialogs/confirmdialog.h"
#include "ui/widgets/sessionfacts.h"

#include <QtCore/QObject>
#include <QtCore/QPointer>

#include <memory>
#include <set>
#include <string>
#include <vector>

class QLineEdit;
class QWidget;

namespace inia::ui {

class Appearance;
class SegmentedControl;

// Asks before files are sent or fetched: what, how much, where to, in which session, what is to become of
// those that are there already, and of uploads as what type of content they are stored.
class TransferDialog final : public ConfirmDialog {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TransferDialog)

public:
    TransferDialog(const Appearance& appearance, const Confirmation& confirmation, TransferKind kind,
                   QWidget* parent = nullptr);

    [[nodiscard]] ExistingPolicy existing() const;
    // Of all files; empty for each by its name.
    [[nodiscard]] std::string contentType() const;

private:
    [[nodiscard]] QWidget* makeRow(const QString& words, QWidget* widget);

    SegmentedControl* m_existing;
    QLineEdit* m_contentType = nullptr; // of uploads
};

// Where uploads and downloads are asked for: looks at what they are, asks the user once and hands them to the
// queue. Never blocks: folders are looked through beside the event loop.
class TransferDesk final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(TransferDesk)

public:
    // Who asks, and in which place.
    struct Asker {
        SessionInfo info;
        TransferSession session;
        QPointer<QWidget> window;
    };
    struct Choice {
        std::string key; // or the whole prefix
        bool isPrefix = false;
        qint64 size = -1;
    };

    // `queue` outlives it.
    TransferDesk(const Appearance& appearance, TransferQueue& queue, QObject* parent = nullptr);
    ~TransferDesk() override;

    // Files and folders of this machine, into a bucket below a prefix that is empty or ends with "/".
    void upload(const Asker& asker, const S3Location& target, const QStringList& paths);
    // `target` is a folder of this machine.
    void download(const Asker& asker, const std::string& bucket, const std::vector<Choice>& choices,
                  const QString& target);

    // The question that is on the screen; null when there is none.
    [[nodiscard]] TransferDialog* dialog() const;
    // As the queue has them.
    [[nodiscard]] std::set<std::string> ownUploads() const { return m_queue.ownUploads(); }

signals:
    // Something was queued: time to show the transfers.
    void queued();
    void failed(const QString& why);
    // An upload has come to its end, well or badly.
    void uploaded(const inia::TransferJob& job);

private:
    struct Looking;

    void askUpload(const Looking& looking);
    void open(TransferDialog* dialog);
    void queueUpload(const Asker& asker, const S3Location& target, const FolderWalk::Found& found,
                     ExistingPolicy existing, std::string contentType);
    void queueDownload(const Asker& asker, const std::string& bucket, const std::vector<Choice>& choices,
                       const QString& target, ExistingPolicy existing);

    const Appearance& m_appearance;
    TransferQueue& m_queue;
    std::vector<std::unique_ptr<Looking>> m_looking;
    QPointer<TransferDialog> m_dialog;
};

} // namespace inia::ui
