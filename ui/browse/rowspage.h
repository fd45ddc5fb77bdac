#pragma once

#include "core/resource/collectionexport.h"
#include "ui/browse/servicekit.h"
#include "ui/dialogs/jobdialog.h"
#include "ui/models/resourcelayouts.h"
#include "ui/widgets/sessionfacts.h"

#include <QtCore/QObject>
#include <QtCore/QPointer>
#include <QtWidgets/QWidget>

#include <optional>
#include <vector>

namespace inia::ui {

class ItemsView;
class RowsView;

// Writes a collection into a file: asks which one, shows what is under way, and tells where it is. One at a
// time; dropping it ends the one under way, and leaves no file.
class ExportDesk final : public QObject {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ExportDesk)

public:
    // Its dialogs stand over `window`; `services` outlives it.
    ExportDesk(const Appearance& appearance, WindowServices& services, QWidget* window);
    ~ExportDesk() override;

    struct Wish {
        std::optional<Collection> collection;
        ResourceColumns columns; // of CSV
        std::string otherRows;   // as CollectionExport has them
        CollectionExport::Format format = CollectionExport::Format::Csv;
        SessionInfo session;
        std::vector<MergedCursor::Part> regions; // in place of the one collection, where there are several
    };
    // Asks for the file first.
    void ask(Wish wish);
    void start(const Wish& wish, const QString& path);
    [[nodiscard]] bool isRunning() const { return m_export && !m_export->isFinished(); }
    [[nodiscard]] JobDialog* progress() const;

signals:
    void finished(const QString& text); // a good end, for a status line

private:
    void follow();
    void end();

    const Appearance& m_appearance;
    WindowServices& m_services;
    QPointer<QWidget> m_window;
    QPointer<JobDialog> m_progress;
    Owned<CollectionExport> m_export;
    QString m_path;
};

// What commands that all tables know do with these rows; nothing for others.
[[nodiscard]] std::optional<CentrePage::Act> rowsAct(RowsView& rows, CommandId id);

// A page whose widget is rows: what the window wants of the page, the view does. Those of a collection can be
// exported.
class RowsPage : public CentrePage {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(RowsPage)

public:
    [[nodiscard]] QWidget* focusArea() const override;
    void goOn() override;
    void cancelLoading() override;
    void focusRows() override;
    void focusFilter() override;
    [[nodiscard]] Act act(CommandId id) override;
    void showNotice(const QString& text) override;
    [[nodiscard]] ExportDesk& exports() const { return *m_exports; }

protected:
    RowsPage(const ViewParts& parts, RowsView* view);

private:
    // All that is listed, as the table has it; fails with why it cannot be exported. The format is added.
    [[nodiscard]] virtual Result<ExportDesk::Wish> exportWish() const;
    [[nodiscard]] Act exportAs(CollectionExport::Format format);

    RowsView* m_rows;      // the page's widget
    ExportDesk* m_exports; // the view's
};

// The items of a DynamoDB table. The details tell the selected item, and without one the table.
class ItemsPage final : public RowsPage {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ItemsPage)

public:
    ItemsPage(const ViewParts& parts, DetailsArea& details);

    void enter(const Place& place, const Place& from) override;
    void leave() override;
    void reload() override;
    [[nodiscard]] QList<QAction*> ownActions() const override;

private:
    void showDetails();

    const ServiceResources& m_resources;
    DetailsArea& m_details;
    ItemsView* m_view; // the page's widget
    Place m_place;
    std::optional<Resource> m_table; // while this page is the current one
};

// DynamoDB: a table is the place of its items.
class DynamoDbKit final : public ServiceKit {
public:
    [[nodiscard]] PageMaker pageFor(const Place& place) const override;
};

} // namespace inia::ui
