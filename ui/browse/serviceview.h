#pragma once

#include "core/resource/resource.h"
#include "ui/models/collectionlistmodel.h"
#include "ui/widgets/stateview.h"
#include "ui/widgets/tableview.h"

#include <QtWidgets/QWidget>

class QStackedLayout;

namespace inia::ui {

class Appearance;
class StatusLine;

// The collections of a service as a table; choosing one opens it.
class ServiceView final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(ServiceView)

public:
    explicit ServiceView(const Appearance& appearance, QWidget* parent = nullptr);

    // `name` is the service's, as people say it; the row of the collection `select` becomes current.
    void showCollections(const Resource& service, const QString& name, const std::string& select);
    // In place of the table: an error, or that there is nothing to list.
    void showState(const StateContent& content, const QString& status);
    [[nodiscard]] TableView* table() const { return m_table; }
    void showNotice(const QString& text);

signals:
    void collectionOpened(const std::string& name);
    void upRequested();
    void copyRequested(const QString& text);
    void consoleRequested();

private:
    void open(const QModelIndex& index);

    CollectionListModel m_model;
    TableView* m_table;
    StateView* m_state;
    StatusLine* m_status;
    QStackedLayout* m_pages;
};

} // namespace inia::ui
