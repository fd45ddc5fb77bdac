#pragma once

#include "core/resource/collectionexport.h"
#include "ui/dialogs/jobdialog.h"
#include "ui/models/resourcecolumn.h"
#include "ui/widgets/sessionfacts.h"

#include <QtCore/QObject>
#include <QtCore/QPointer>
#include <QtWidgets/QWidget>

namespace inia::ui {

class Appearance;

// Writes a collection into a file: asks which one, shows what is under way, and tells where it is. One at a
// time; dropping it ends the one under way, and leaves no file.
class ExportDesk final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ExportDesk)

public:
    // Its dialogs stand over `window`.
    ExportDesk(const Appearance& appearance, QWidget* window);
    ~ExportDesk() override;

    struct Wish {
        std::optional<Collection> collection;
        ResourceColumns columns; // of CSV
        std::string otherRows;   // as CollectionExport has them
        CollectionExport::Format format = CollectionExport::Format::Csv;
        SessionInfo session;
    };
    // Asks for the file first.
    void ask(Wish wish);
    void start(const Wish& wish, const QString& path);
    [[nodiscard]] bool isRunning() const { return m_export && !m_export->isFinished(); }
    [[nodiscard]] JobDialog* progress() const;

signals:
    void finished(const QString& text); // a good end, for a status line
    void copyRequested(const QString& text);
    void showCallRequested(quint64 callId);

private:
    void follow();
    void end();

    const Appearance& m_appearance;
    QPointer<QWidget> m_window;
    QPointer<JobDialog> m_progress;
    Owned<CollectionExport> m_export;
    QString m_path;
};

} // namespace inia::ui
