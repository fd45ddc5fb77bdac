#pragma once

#include "core/model/catalog.h"
#include "core/model/servicemodel.h"

#include <QtCore/QSortFilterProxyModel>
#include <QtGui/QStandardItemModel>
#include <QtWidgets/QWidget>

#include <memory>
#include <string>
#include <vector>

class QLineEdit;

namespace inia::ui {

class Appearance;
class ChoiceBox;
class ElidedLabel;
class TreeView;

// All services and the operations of one of them, by what they do: reading, writing, destroying ones. A field
// narrows them to what contains its text.
class OperationList final : public QWidget {
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(OperationList)

public:
    OperationList(const Appearance& appearance, std::shared_ptr<const Catalog> catalog,
                  QWidget* parent = nullptr);
    ~OperationList() override;

    // `model` null: the service cannot be read.
    void setService(const std::string& service, std::shared_ptr<const ServiceModel> model);
    // Emits nothing.
    void select(const std::string& operation);
    void focusField();

signals:
    void serviceChosen(const std::string& service);
    void operationChosen(const std::string& operation);

protected:
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void build();
    void fill();
    void count();
    [[nodiscard]] QModelIndex bestMatch() const;

    const Appearance& m_appearance;
    std::shared_ptr<const Catalog> m_catalog;
    std::shared_ptr<const ServiceModel> m_model;
    std::vector<std::string> m_services;
    QStandardItemModel m_operations;
    QSortFilterProxyModel m_filter;
    ChoiceBox* m_service;
    QLineEdit* m_field;
    TreeView* m_tree;
    ElidedLabel* m_count;
    int m_total = 0;
};

} // namespace inia::ui
